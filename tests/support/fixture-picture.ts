/** A square of one colour: the smallest PNG that shows. */
export const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAICAIAAABPmPnhAAAAFUlEQVR4nGM0rjnBgBsw4ZEbwdIAI1oBcOiPlC8AAAAASUVORK5CYII='
