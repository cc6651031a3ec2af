// All phrases of the lab in Simplified Chinese, each in the file that is named like the folder which says it first.
import { commonConclusions } from './common/conclusions'
import { commonExperiments } from './common/experiments'
import { commonInspection } from './common/inspection'
import { commonLayers } from './common/layers'
import { commonRest } from './common/rest'
import { commonRoofline } from './common/roofline'
import { commonRunQuery } from './common/run-query'
import { commonSweeps } from './common/sweeps'
import { commonWords } from './common/words'
import { contractModels } from './contract/models'
import { contractNetworkTitles } from './contract/network-titles'
import { contractRest } from './contract/rest'
import { contractTraining } from './contract/training'
import { language } from './language'
import { mainApp } from './main/app'
import { mainCli } from './main/cli'
import { mainDataSources } from './main/data/sources'
import { mainData } from './main/data'
import { mainEngine } from './main/engine'
import { mainFiles } from './main/files'
import { mainLabCluster } from './main/lab/cluster'
import { mainLabData } from './main/lab/data'
import { mainLabReports } from './main/lab/reports'
import { mainLabStore } from './main/lab/store'
import { mainLab } from './main/lab'
import { mainNetworks } from './main/networks'
import { mainOnnx } from './main/onnx'
import { mainRest } from './main/rest'
import { rendererData } from './renderer/data'
import { rendererEvaluations } from './renderer/evaluations'
import { rendererExperiments } from './renderer/experiments'
import { rendererFrame } from './renderer/frame'
import { rendererInspection } from './renderer/inspection'
import { rendererModels } from './renderer/models'
import { rendererReports } from './renderer/reports'
import { rendererRest } from './renderer/rest'
import { rendererRuns } from './renderer/runs'
import { rendererSettings } from './renderer/settings'
import { rendererSweeps } from './renderer/sweeps'
import { rendererTraining } from './renderer/training'

/** What is said in the lab, in English, with the names of its values in braces. A union of the parts' keys, which linters work out sooner than the type of the whole. */
export type Phrase =
  | keyof typeof commonConclusions
  | keyof typeof commonExperiments
  | keyof typeof commonInspection
  | keyof typeof commonLayers
  | keyof typeof commonRest
  | keyof typeof commonRoofline
  | keyof typeof commonRunQuery
  | keyof typeof commonSweeps
  | keyof typeof commonWords
  | keyof typeof contractModels
  | keyof typeof contractNetworkTitles
  | keyof typeof contractRest
  | keyof typeof contractTraining
  | keyof typeof language
  | keyof typeof mainApp
  | keyof typeof mainCli
  | keyof typeof mainDataSources
  | keyof typeof mainData
  | keyof typeof mainEngine
  | keyof typeof mainFiles
  | keyof typeof mainLabCluster
  | keyof typeof mainLabData
  | keyof typeof mainLabReports
  | keyof typeof mainLabStore
  | keyof typeof mainLab
  | keyof typeof mainNetworks
  | keyof typeof mainOnnx
  | keyof typeof mainRest
  | keyof typeof rendererData
  | keyof typeof rendererEvaluations
  | keyof typeof rendererExperiments
  | keyof typeof rendererFrame
  | keyof typeof rendererInspection
  | keyof typeof rendererModels
  | keyof typeof rendererReports
  | keyof typeof rendererRest
  | keyof typeof rendererRuns
  | keyof typeof rendererSettings
  | keyof typeof rendererSweeps
  | keyof typeof rendererTraining

export const simplifiedChinese: Readonly<Record<Phrase, string>> = {
  ...commonConclusions,
  ...commonExperiments,
  ...commonInspection,
  ...commonLayers,
  ...commonRest,
  ...commonRoofline,
  ...commonRunQuery,
  ...commonSweeps,
  ...commonWords,
  ...contractModels,
  ...contractNetworkTitles,
  ...contractRest,
  ...contractTraining,
  ...language,
  ...mainApp,
  ...mainCli,
  ...mainDataSources,
  ...mainData,
  ...mainEngine,
  ...mainFiles,
  ...mainLabCluster,
  ...mainLabData,
  ...mainLabReports,
  ...mainLabStore,
  ...mainLab,
  ...mainNetworks,
  ...mainOnnx,
  ...mainRest,
  ...rendererData,
  ...rendererEvaluations,
  ...rendererExperiments,
  ...rendererFrame,
  ...rendererInspection,
  ...rendererModels,
  ...rendererReports,
  ...rendererRest,
  ...rendererRuns,
  ...rendererSettings,
  ...rendererSweeps,
  ...rendererTraining,
}
