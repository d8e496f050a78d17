import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project-root.ts'

/*
 * Renders docs/icon.svg into the files that the packages carry; they are committed, so a build needs no tools for it.
 * Needs the Debian packages librsvg2-bin, imagemagick and icnsutils.
 */
const drawing = join(projectRoot, 'docs', 'icon.svg')
const file = (name: string) => join(import.meta.dirname, name)

function renderPng(size: number): string {
  const target = file(`${size}x${size}.png`)
  execFileSync('rsvg-convert', ['--width', String(size), drawing, '--output', target])
  return target
}

const kept = [256, 512, 1024].map(renderPng)
const small = [16, 32, 48, 128].map(renderPng)
execFileSync('convert', [...small, file('256x256.png'), file('icon.ico')])
execFileSync('png2icns', [file('icon.icns'), ...small, ...kept], { stdio: 'ignore' })
for (const png of small.filter((path) => !path.endsWith('128x128.png'))) rmSync(png)
