import { dependencyRules } from '../config/dependency-rules.ts'
import { checkCycles, checkDependencies, type Violation } from './dependency-check.ts'
import { readModules } from './module-graph.ts'
import { checkSources } from './source-check.ts'

const FOLDERS = ['electron', 'renderer', 'db', 'scripts', 'tests']

/** Everything in the tree under `root` that breaks a rule. */
export function checkTree(root: string): { readonly modules: number; readonly violations: readonly Violation[] } {
  const modules = readModules(root, FOLDERS)
  return {
    modules: modules.length,
    violations: [...checkDependencies(modules, dependencyRules), ...checkCycles(modules), ...checkSources(modules)],
  }
}
