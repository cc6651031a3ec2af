// Makes a component a form of the settings of the next run: what is written in it is what Train uses.
import { provideForm } from '../../../fields/form-context'
import { useSetup } from '../setup-store'

export function provideSetupForm(): void {
  const setup = useSetup()
  provideForm({
    valueOf: (path) => setup.draft[path],
    write: setup.write,
    faultOf: (path) => setup.faults[path],
    isChanged: (path) => setup.changed.has(path),
    changeWords: setup.changeWords,
    takeBack: setup.takeBack,
  })
}
