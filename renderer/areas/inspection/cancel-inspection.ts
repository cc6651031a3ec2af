// Ends the long questions about networks that are being answered.
import { ask } from '../../frame/lab'

/** They then fail with `inspection/cancelled`, which tells those who asked; nothing else can go wrong that they would not be told. */
export function cancelInspection(): void {
  ask('cancelInspection').catch(() => undefined)
}
