/** Spreadsheets of bookings: judged row by row, taken in whole, taken back whole. */
export { type AppliedImport, type ApplyImport, applyImport } from './apply.ts'
export { type DifferingStay, differingStays, takeFileDays } from './differing.ts'
export { type PlannedImport, planImport, type UnitTypeMap } from './plan.ts'
export { type ImportFile, readImportFile } from './read-file.ts'
export { takeBackImport } from './take-back.ts'
