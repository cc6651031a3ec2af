// The notices of a run: what was told of it stays, however often it goes on.

/** Notices with another one behind; one that was told already is not told again. */
export function withNotice(notices: string | null, further: string | null): string | null {
  if (further === null || notices?.includes(further)) return notices
  return notices === null ? further : `${notices} ${further}`
}
