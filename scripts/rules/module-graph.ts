import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { parseSync } from 'vite'

export interface SourceModule {
  /** Relative to the root, with forward slashes. */
  readonly path: string
  readonly syntax: ReturnType<typeof parseSync>
  /** Every import, re-export, dynamic import and `import('…')` type, type-only ones included. */
  readonly dependencies: readonly Dependency[]
}

export interface Dependency {
  /** A path in the tree, `node_modules/NAME/…` for a package, or `node:NAME`. */
  readonly target: string
  readonly specifier: string
}

const SOURCE = /\.tsx?$/
const builtins = new Set(builtinModules)

/** Reads and parses every TypeScript file under the named folders of `root`. */
export function readModules(root: string, folders: readonly string[]): SourceModule[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => sourcesUnder(root, folder))
    .map((path) => readModule(root, path))
}

function sourcesUnder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => SOURCE.test(path) && statSync(join(root, path)).isFile())
    .sort()
}

function readModule(root: string, path: string): SourceModule {
  const syntax = parseSync(path, readFileSync(join(root, path), 'utf8'))
  const [problem] = syntax.errors
  if (problem) throw new Error(`${path} cannot be parsed: ${problem.message}`)
  const specifiers = [...new Set(importedNames(syntax))]
  return {
    path,
    syntax,
    dependencies: specifiers.map((specifier) => ({ specifier, target: locate(path, specifier) })),
  }
}

function importedNames(syntax: SourceModule['syntax']): string[] {
  const names: string[] = []
  walk(syntax.program, (node) => {
    const source = IMPORTING.has(node.type) ? (node.source as SyntaxNode | null | undefined) : undefined
    // A computed name is no string and cannot be followed.
    if (typeof source?.value === 'string') names.push(source.value)
  })
  return names
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function locate(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(dirname(from), specifier.replace(/\?.*$/, ''))
  const name = specifier.replace(/^node:/, '')
  if (specifier.startsWith('node:') || builtins.has(name)) return `node:${name}`
  // A package counts by its name, so no rule depends on what is installed or on how it resolves.
  return `node_modules/${specifier}/`
}

export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

/** Visits every node of a syntax tree. */
export function walk(node: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, visit)
  } else if (isNode(node)) {
    visit(node)
    for (const child of Object.values(node)) walk(child, visit)
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
