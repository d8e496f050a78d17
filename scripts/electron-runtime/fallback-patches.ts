import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs'

/*
 * better-sqlite3's prebuilt addon asks for Node-API 10, only because it keeps references to strings and numbers.
 * Electron 33 has Node-API 9. It can keep such references too, but allows it to "experimental" modules alone, whose
 * finalizers then abort the process. So a copy of the addon says version 9, and a copy of the runtime lets every module
 * keep such references: one byte each, instead of a minute of compiling C++. Bytes that are not as expected stop here.
 */

/** endbr64; mov eax, 10; ret — the function that names the wanted Node-API version. */
const VERSION_STUB = Buffer.from('f30f1efab80a000000c3', 'hex')
const VERSION_BYTE = 5

export function writeAddonForNodeApi9(stockAddon: string, patchedAddon: string): void {
  const bytes = readFileSync(stockAddon)
  const at = bytes.indexOf(VERSION_STUB)
  if (at < 0 || bytes.indexOf(VERSION_STUB, at + 1) >= 0) {
    throw new Error('The prebuilt better-sqlite3 has changed: its Node-API version stub was not found exactly once.')
  }
  bytes[at + VERSION_BYTE] = 9
  writeFileSync(patchedAddon, bytes)
}

/** cmp eax, 0x7fffffff; je +0x24 — the value type check in napi_create_reference. */
const TYPE_CHECK = Buffer.from('3dffffff7f7424', 'hex')
const TYPE_CHECK_AT = 0xa50b0a5
const JUMP_BYTE = 5
const JUMP_ALWAYS = 0xeb

export function allowReferencesToPrimitives(electronBinary: string): void {
  const descriptor = openSync(electronBinary, 'r+')
  try {
    const found = Buffer.alloc(TYPE_CHECK.length)
    readSync(descriptor, found, 0, found.length, TYPE_CHECK_AT)
    if (!found.equals(TYPE_CHECK)) throw new Error('The fallback runtime is not the expected binary.')
    writeSync(descriptor, Buffer.from([JUMP_ALWAYS]), 0, 1, TYPE_CHECK_AT + JUMP_BYTE)
  } finally {
    closeSync(descriptor)
  }
}
