/** The invented house: 8 units behind one front door, training locks with spare codes, one flat with a key. */
const unit = (key: string, name: string, smsNumber: number) => ({ key, name, smsNumber, doors: ['front', `d-${key}`] })
const door = (key: string, name: string, envelope: string | null = null) => ({
  key: `d-${key}`,
  name,
  lock: { provider: 'simulator', deviceId: `training-${key}` },
  envelope,
})

export const demoHouse = {
  property: {
    name: 'Harbour House',
    timeZone: 'Europe/London',
    country: 'GB',
    checkInTime: '14:00',
    checkOutTime: '11:00',
    address: '1 Example Quay',
    spareCodes: 2,
  },
  doors: [
    { key: 'front', name: 'Front door', shared: true, lock: { provider: 'simulator', deviceId: 'training-front' } },
    door('101', 'Apartment 101'),
    door('102', 'Apartment 102', 'Envelope 3 in the safe'),
    door('103', 'Apartment 103'),
    door('201', 'Apartment 201'),
    door('202', 'Apartment 202'),
    door('203', 'Apartment 203'),
    door('Loft', 'Loft', 'Envelope 7 in the safe'),
    { key: 'd-Garden', name: 'Garden flat', lock: null },
  ],
  units: [
    unit('101', 'Apartment 101', 1),
    unit('102', 'Apartment 102', 2),
    unit('103', 'Apartment 103', 3),
    unit('201', 'Apartment 201', 4),
    unit('202', 'Apartment 202', 5),
    unit('203', 'Apartment 203', 6),
    unit('Loft', 'Loft', 7),
    unit('Garden', 'Garden flat', 8),
  ],
  staff: [
    { name: 'Dana', phone: '+12025550199', role: 'manager' },
    { name: 'Yusuf', role: 'reception' },
    { name: 'Marisol', role: 'reception' },
  ],
  guestPages: {
    pinsAheadHours: 24,
    asksPhoto: true,
    deskPhone: '+442079460158',
    wifiName: 'Harbour House Guests',
    notes: [
      'Breakfast is from 7:30 to 10:00 on the ground floor.',
      'Bicycles may stand in the yard: the key hangs beside the front door.',
      'Quiet hours are from 22:00 to 7:00.',
    ].join('\n'),
  },
}
/** Of the invented Wi-Fi. */
export const demoWifiPassword = 'lantern-on-the-quay'
