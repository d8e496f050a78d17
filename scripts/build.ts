import { buildApp } from './build/build-app.ts'

try {
  await buildApp()
} catch (error) {
  // The bundler's message shows the place in the source; a stack of its own insides would only hide that.
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
