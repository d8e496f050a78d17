/**
 * Twilio's own OpenAPI files as judge of every request: path, method, known and required fields, patterns, enums, sizes.
 * They describe neither errors nor webhooks, and not the media service, whose few paths stand here.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import type { ArrivedRequest } from '../../electron/adapters/training-twilio/index.ts'

type Schema = {
  readonly $ref?: string
  readonly type?: string
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
}
type Parameter = { readonly in: string; readonly name: string; readonly required?: boolean; readonly schema: Schema }
type Operation = {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
type Spec = {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, Operation>> & { readonly parameters?: readonly Parameter[] }>
  >
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}
type Route = {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly operation: Operation
  readonly parameters: readonly Parameter[]
  readonly spec: Spec
}
type Fields = Readonly<Record<string, readonly string[]>>

const files = ['twilio_conversations_v1.json', 'twilio_api_v2010.json']
/** Not in the files: the media service, and the links without credentials. */
const undescribed =
  /^\/v1\/Services\/IS[0-9a-f]{32}\/Media(\/ME[0-9a-f]{32})?$|^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\/Messages\/(SM|MM)[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}$|^\/direct\//

/** Reads the contract; the answer gives the objections to a request, none where it keeps to it. */
export function readTwilioContract(dataDir: string): (request: Omit<ArrivedRequest, 'status'>) => readonly string[] {
  // The files carry formats and words of OpenAPI that a plain validator does not know; patterns and enums are what counts.
  const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: true, allErrors: true })
  const compiled = new Map<Schema, ValidateFunction>()
  const routes = new Map<string, Route[]>()
  for (const file of files) {
    const spec = JSON.parse(readFileSync(join(dataDir, 'contracts', 'twilio', file), 'utf8')) as Spec
    for (const [path, item] of Object.entries(spec.paths))
      for (const method of ['get', 'post', 'delete']) {
        const operation = item[method]
        if (operation === undefined) continue
        const route = {
          ...routePattern(path),
          ...{ operation, spec, parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])] },
        }
        routes.set(method.toUpperCase(), [...(routes.get(method.toUpperCase()) ?? []), route])
      }
  }

  const objection = (spec: Spec, schema: Schema, name: string, values: readonly string[]): readonly string[] => {
    const plain = resolved(spec, schema)
    if (plain.type !== 'array' && values.length > 1) return [`${name} is given ${values.length} times`]
    let validate = compiled.get(plain)
    if (validate === undefined) {
      validate = ajv.compile(inlined(spec, plain) as object)
      compiled.set(plain, validate)
    }
    const wrapped = plain.type === 'array' ? [...values] : values[0]
    return validate(wrapped) ? [] : [`${name} ${ajv.errorsText(validate.errors, { dataVar: '' }).trim()}`]
  }
  const judge = (spec: Spec, known: Readonly<Record<string, Schema>>, required: readonly string[], fields: Fields) => [
    ...required.filter((name) => fields[name] === undefined).map((name) => `${name} is required`),
    ...Object.entries(fields).flatMap(([name, values]) => {
      const schema = known[name]
      return schema === undefined ? [`${name} is not known here`] : objection(spec, schema, name, values)
    }),
  ]

  return ({ method, path, query, form }) => {
    if (undescribed.test(path)) return []
    // The path with the fewest placeholders is meant, as `/Configuration/Webhooks` beside `/Configuration/{Sid}`.
    const route = (routes.get(method) ?? [])
      .filter(({ pattern }) => pattern.test(path))
      .sort((a, b) => a.names.length - b.names.length)[0]
    if (route === undefined) return ['no such path and method in the contract']
    const { spec, operation, parameters } = route
    const caught = route.pattern.exec(path) ?? []
    const inPath = Object.fromEntries(route.names.map((name, at) => [name, [decodeURIComponent(caught[at + 1] ?? '')]]))
    const schemasOf = (place: string) =>
      Object.fromEntries(parameters.filter((one) => one.in === place).map((one) => [one.name, one.schema]))
    const body = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema
    const fields = body === undefined ? { properties: {}, required: [] } : resolved(spec, body)
    const needed = parameters.filter((one) => one.in === 'query' && one.required === true).map(({ name }) => name)
    return [
      ...judge(spec, schemasOf('path'), [], inPath),
      ...judge(spec, schemasOf('query'), needed, query),
      ...judge(spec, fields.properties ?? {}, fields.required ?? [], form),
    ]
  }
}

function routePattern(path: string): { pattern: RegExp; names: readonly string[] } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const source = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '([^/]+?)')
  return { pattern: new RegExp(`^${source}$`), names }
}

function resolved(spec: Spec, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema
  const target = spec.components.schemas[schema.$ref.replace('#/components/schemas/', '')]
  if (target === undefined) throw new Error(`the contract lacks ${schema.$ref}`)
  return resolved(spec, target)
}

/** The schema with its references put in place. */
function inlined(spec: Spec, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => inlined(spec, one))
  if (typeof value !== 'object' || value === null) return value
  if (typeof (value as Schema).$ref === 'string') return inlined(spec, resolved(spec, value as Schema))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inlined(spec, one)]))
}
