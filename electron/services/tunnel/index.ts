export { createTunnelKeeper, type TunnelKeeper, type TunnelKeeperParts, tunnelPauseMs } from './keeper.ts'
export { answerSelfTest, makeSelfTestWord } from './self-test-word.ts'
export { believedBases, publicBase, type TunnelState, tunnelState } from './state.ts'
