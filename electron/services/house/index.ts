export { type HouseFile, houseFileSchema } from './house-file.ts'
export { readSeamKey, seamSettings, setUpHouse } from './set-up.ts'
