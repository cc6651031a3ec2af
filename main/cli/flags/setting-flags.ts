// The flags of a run's settings, made from the table of settings: options with their help, and the values that were typed.
import type { SettingFlag } from '@contract/training/settings/setting'
import { settingAt, settingPaths, type SettingPath } from '@contract/training/settings/table'
import { Option, type Command } from 'commander'
import { numberOf } from './number-flag'

/** Flags as they were typed, by commander's names for them (`batchSize`); absent where one was not given. */
export type TypedFlags = Readonly<Record<string, string | boolean | undefined>>

/** The flag of a setting. */
function flagOf(path: SettingPath): SettingFlag | null {
  return settingAt(path).flag
}

/** The name of a setting on the command line: its flag, else its path in the spec. */
export function flagNameOf(path: string): string {
  return settingPaths.includes(path as SettingPath) ? (flagOf(path as SettingPath)?.name ?? path) : path
}

/** The options of some settings, in the order of the table; without settings, of all that have a flag. */
function settingOptions(paths: readonly SettingPath[] = settingPaths): Option[] {
  const flags = new Map(paths.flatMap((path) => flagOf(path) ?? []).map((flag) => [flag.name, flag]))
  return [...flags.values()].flatMap(({ name, takes, help, off }) => [
    new Option(takes === undefined ? name : `${name} ${takes}`, help),
    ...(off === undefined ? [] : [new Option(name.replace('--', '--no-'), off)]),
  ])
}

/** The choices of a network's layers, which commands without a run take too. */
export const layerChoices = ['network.activation', 'network.pooling', 'network.tab'] as const satisfies readonly SettingPath[]

/** Adds the options of some settings to a command; without settings, of all. */
export function withSettings(command: Command, paths?: readonly SettingPath[]): Command {
  return settingOptions(paths).reduce((extended, option) => extended.addOption(option), command)
}

/** What was typed for a setting; undefined where nothing was. */
export function typedFor(path: SettingPath, flags: TypedFlags): string | boolean | undefined {
  const flag = flagOf(path)
  const typed = flag === null ? undefined : flags[new Option(flag.name).attributeName()]
  const pair = typeof typed === 'string' && flag?.place ? /^([^x×]*)[x×]([^x×]*)$/.exec(typed) : null
  return pair ? pair[flag?.place === 'first' ? 1 : 2] : typed
}

/**
 * The value that a text stands for; names are taken as they are, for the schema to judge.
 * @throws UsageError where the setting is a number and the text is none
 */
export function valueOfFlag(path: SettingPath, typed: string | boolean): unknown {
  const setting = settingAt(path)
  if (typeof typed === 'boolean' && setting.kind !== 'switch') return typed ? (setting.flag?.bare ?? typed) : 0
  if (typeof typed === 'boolean' || setting.kind === 'switch' || setting.kind === 'choice') return typed
  if (setting.kind === 'numbers') return typed.split(',').map((number) => numberOf(number.trim(), flagNameOf(path)))
  const value = numberOf(typed, flagNameOf(path))
  return value === 0 && setting.flag?.zeroIsEmpty ? null : value
}
