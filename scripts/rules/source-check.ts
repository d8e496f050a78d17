import type { Violation } from './dependency-check.ts'
import { type SourceModule, type SyntaxNode, walk } from './module-graph.ts'

const PRODUCT_CODE = /^(electron|db|renderer)\//
/** The clock of the desk, and the one of the page, which is another process. */
const CLOCKS = /^(electron\/adapters\/clock\/|renderer\/desk\/clock\.ts$)/
const ROUTER = 'electron/ipc/router.ts'

/**
 * Rules about what a file contains. Time comes from the clock port, so `Date` is for the clocks alone; and one
 * file checks who calls over IPC, so no other may listen there.
 */
export function checkSources(modules: readonly SourceModule[]): Violation[] {
  const violations: Violation[] = []
  for (const module of modules.filter(({ path }) => PRODUCT_CODE.test(path))) {
    walk(module.syntax.program, (node) => {
      if (usesDate(node) && !CLOCKS.test(module.path)) {
        violations.push({ rule: 'date-stays-in-the-clocks', where: module.path, what: 'uses Date' })
      }
      if (importsIpcMain(node) && module.path !== ROUTER) {
        violations.push({ rule: 'ipc-main-stays-in-the-router', where: module.path, what: 'takes ipcMain' })
      }
    })
  }
  return violations
}

function usesDate(node: SyntaxNode): boolean {
  if (node.type === 'NewExpression' || node.type === 'CallExpression') return isGlobalDate(node.callee)
  return node.type === 'MemberExpression' && isGlobalDate(node.object)
}

function isGlobalDate(value: unknown): boolean {
  const node = value as SyntaxNode
  if (node.type === 'Identifier') return node.name === 'Date'
  const object = node.object as SyntaxNode | undefined
  const property = node.property as SyntaxNode | undefined
  return node.type === 'MemberExpression' && object?.name === 'globalThis' && property?.name === 'Date'
}

/** By name, or as a member of whatever the whole module was imported as. */
function importsIpcMain(node: SyntaxNode): boolean {
  const named =
    node.type === 'ImportSpecifier' ? node.imported : node.type === 'MemberExpression' ? node.property : null
  return (named as SyntaxNode | null)?.name === 'ipcMain'
}
