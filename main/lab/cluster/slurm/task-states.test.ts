// What SLURM's programs write is read as it was meant; the lines are those of SLURM 22.05.
import { expect, it } from 'vitest'
import { listOf, numbersIn, taskStates, taskStatesOfAccounting } from './task-states'

const line = (facts: string) => `JobId=3 ArrayJobId=3 ${facts} JobName=a b UserId=root(0) GroupId=root(0) Priority=0 Account=(null) QOS=(null)`

it('reads the tasks that wait, run and have ended', () => {
  const output = [
    `${line('ArrayTaskId=5-12%4')} JobState=PENDING Reason=Resources Dependency=(null) Requeue=1 Restarts=0 ExitCode=0:0 StartTime=Unknown EndTime=Unknown ReqNodeList=(null) ExcNodeList=(null) NodeList= NumNodes=1`,
    `${line('ArrayTaskId=2')} JobState=RUNNING Reason=None ExitCode=0:0 StartTime=2026-11-28T23:13:00 EndTime=2026-11-28T23:14:00 ReqNodeList=(null) NodeList=node7 NumNodes=1`,
    `${line('ArrayTaskId=1')} JobState=FAILED Reason=NonZeroExitCode ExitCode=0:9 EndTime=2026-11-28T23:13:40 NodeList=node8 NumNodes=1`,
    '',
  ].join('\n')
  const states = taskStates(output)
  expect([...states.keys()].sort((a, b) => a - b)).toEqual([1, 2, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(states.get(12)).toEqual({ stage: 'waiting', word: 'PENDING', reason: 'Resources', node: null, exitCode: 0, signal: 0, endedAt: null })
  expect(states.get(2)).toMatchObject({ stage: 'running', node: 'node7', endedAt: null })
  expect(states.get(1)).toMatchObject({ stage: 'ended', node: 'node8', signal: 9, endedAt: Date.parse('2026-11-28T23:13:40Z') })
})

it('reads what the accounting database remembers', () => {
  const states = taskStatesOfAccounting('7_1|COMPLETED|0:0|node1\n7_2|CANCELLED by 1000|0:15|node2\n7_[3-4%2]|PENDING|0:0|None assigned\n')
  expect([...states].map(([task, { stage, word, node }]) => [task, stage, word, node])).toEqual([
    [1, 'ended', 'COMPLETED', 'node1'],
    [2, 'ended', 'CANCELLED', 'node2'],
    [3, 'waiting', 'PENDING', null],
    [4, 'waiting', 'PENDING', null],
  ])
})

it('lists of numbers go there and back', () => {
  expect(numbersIn('1-3,7,10-20:5%4')).toEqual([1, 2, 3, 7, 10, 15, 20])
  expect(numbersIn('')).toEqual([])
  expect(listOf([1, 2, 3, 7, 9, 10])).toBe('1-3,7,9-10')
  expect(numbersIn(listOf([4, 5, 9]))).toEqual([4, 5, 9])
})
