import type { words } from '../words/index.ts'
import type { DeskActions } from './actions.tsx'

export type SettingsSection = keyof typeof words.settings.sections

/** The settings open where they were left, or where another screen points to. */
let place: SettingsSection = 'house'
export const settingsPlace = () => place
export const keepSettingsPlace = (section: SettingsSection) => {
  place = section
}
export function openSettingsAt(section: SettingsSection, desk: DeskActions) {
  keepSettingsPlace(section)
  desk.go('settings')
}
