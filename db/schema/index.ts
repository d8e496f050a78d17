export * from './bookings.ts'
export * from './codes.ts'
export * from './desk.ts'
export * from './house.ts'
