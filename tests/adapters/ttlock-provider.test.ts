import { hour, minute, openTtlock } from '../support/fake-ttlock-bench.ts'
import { describeLockProvider } from './lock-provider-spec.ts'

const fiveHundred = Array.from({ length: 500 }, (_, index) => index)

describeLockProvider('TTLock', async () => {
  const { fake, time, provider } = await openTtlock()
  return {
    provider,
    listingProves: false,
    finish: () => {},
    loseNextAnswer: () => fake.loseNextAnswer('/v3/keyboardPwd/add'),
    async goOffline() {
      await fake.cut()
      time.now += 15 * minute
    },
    async comeBack() {
      await fake.mend()
      time.now += 15 * minute
    },
    takeLockOffline(deviceId) {
      fake.gateway(`gw-${deviceId}`).online = false
      time.now += 15 * minute
    },
    refuseOurKey: fake.tokens.refuseAccount,
    unknownDevice: '999',
    unknownRef: '12345',
    breakListing() {
      for (const index of fiveHundred) fake.addForeignCode('front', `Cleaner ${index}`, String(610_000 + index))
      fake.failNext('/v3/lock/listKeyboardPwd', 90000, 1)
    },
    addForeignCode: fake.addForeignCode,
    stop: fake.stop,
  }
})

describeLockProvider('TTLock, both locks behind one gateway and the gateway going offline,', async () => {
  const gateways = { 'gw-1': -70 }
  const locks = [
    { lockId: 'front', gateways },
    { lockId: 'room1', gateways },
  ]
  const { fake, time, provider } = await openTtlock({ locks })
  fake.world.missingDelete = 0
  fake.world.sameDigitsAreDuplicate = true
  const turn = (online: boolean) => () => {
    fake.gateway('gw-1').online = online
    time.now += hour
  }
  return {
    provider,
    listingProves: false,
    sharesLane: true,
    finish: () => {},
    loseNextAnswer: () => fake.loseNextAnswer('/v3/keyboardPwd/add'),
    goOffline: turn(false),
    comeBack: turn(true),
    takeLockOffline: turn(false),
    refuseOurKey: fake.tokens.refuseAccount,
    unknownDevice: '999',
    unknownRef: '12345',
    addForeignCode: fake.addForeignCode,
    stop: fake.stop,
  }
})
