import type { SourceModule } from './module-graph.ts'

export interface Violation {
  readonly rule: string
  readonly where: string
  readonly what: string
}

interface PathCondition {
  readonly path?: string
  readonly pathNot?: string
}

/** An import from a module matching `from` to one matching `to` is forbidden. `$1` in `to` is what `from.path` captured. */
export interface DependencyRule {
  readonly name: string
  readonly from: PathCondition
  readonly to: PathCondition
}

export function checkDependencies(modules: readonly SourceModule[], rules: readonly DependencyRule[]): Violation[] {
  return modules.flatMap((module) =>
    module.dependencies.flatMap(({ target }) =>
      rules
        .filter((rule) => forbids(rule, module.path, target))
        .map((rule) => ({ rule: rule.name, where: module.path, what: `imports ${target}` })),
    ),
  )
}

function forbids(rule: DependencyRule, from: string, to: string): boolean {
  const captured = rule.from.path === undefined ? [] : new RegExp(rule.from.path).exec(from)
  if (captured === null || matches(rule.from.pathNot, from)) return false
  const fill = (pattern: string | undefined) => pattern?.replace(/\$(\d)/g, (_, group) => captured[Number(group)] ?? '')
  return (rule.to.path === undefined || matches(fill(rule.to.path), to)) && !matches(fill(rule.to.pathNot), to)
}

function matches(pattern: string | undefined, path: string): boolean {
  return pattern !== undefined && new RegExp(pattern).test(path)
}

/** Import cycles, each reported once. Type-only imports count: two files that need each other's types are one file. */
export function checkCycles(modules: readonly SourceModule[]): Violation[] {
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const finished = new Set<string>()
  const violations: Violation[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const repeatedAt = trail.indexOf(path)
    if (repeatedAt >= 0) {
      const cycle = [...trail.slice(repeatedAt), path]
      violations.push({ rule: 'no-cycles', where: path, what: `is part of ${cycle.join(' → ')}` })
      return
    }
    if (finished.has(path)) return
    for (const { target } of byPath.get(path)?.dependencies ?? []) {
      if (byPath.has(target)) visit(target, [...trail, path])
    }
    finished.add(path)
  }
  for (const module of modules) visit(module.path, [])
  return violations
}
