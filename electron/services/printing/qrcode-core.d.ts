/** The part of `qrcode` that lays out the symbol, without its PNG, canvas and terminal writers. */
declare module 'qrcode/lib/core/qrcode.js' {
  export { create } from 'qrcode'
}
