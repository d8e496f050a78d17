import { projectRoot } from './project-root.ts'
import { checkTree } from './rules/check-tree.ts'

const { modules, violations } = checkTree(projectRoot)

for (const { rule, where, what } of violations) console.error(`${rule}: ${where} ${what}`)
console.log(
  `${modules} modules, ${violations.length} breaches of scripts/config/dependency-rules.ts and scripts/rules.`,
)
process.exitCode = violations.length === 0 ? 0 : 1
