import { dirname } from 'node:path'

/** The folder that holds package.json, whatever the working directory is. */
export const projectRoot = dirname(import.meta.dirname)
