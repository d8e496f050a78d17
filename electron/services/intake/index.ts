export { type GroupAnswer, type GroupAnswered, sayNotTheirs, sayTheirs } from './group.ts'
