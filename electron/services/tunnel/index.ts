export { createTunnelKeeper, type TunnelKeeper, tunnelPauseMs } from './keeper.ts'
export { answerSelfTest, makeSelfTestWord } from './self-test-word.ts'
export { believedBases, publicBase, tunnelState } from './state.ts'
