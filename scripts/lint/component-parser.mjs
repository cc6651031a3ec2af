// The parser of the components' scripts for ESLint: one program of the compiler for all of them, as typescript-eslint's own service makes a new one, and works out all types anew, for every file.
import * as typescriptParser from '@typescript-eslint/parser'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import vueParser from 'vue-eslint-parser'

/**
 * A parser for vue-eslint-parser's option `parser`. That option `projectService` is set says which of the texts that it is given is the script of the component: the parser
 * of components takes it away for expressions of templates, which are parsed without types.
 * @param {string} root the folder of `tsconfig.web.json`
 * @param {string} folder of the components, below it
 */
export function componentParser(root, folder) {
  /** @type {ts.Program | undefined} */
  let program
  return {
    meta: { name: 'component-parser', version: '1' },
    /** @param {string} code @param {import('@typescript-eslint/parser').ParserOptions} options */
    parseForESLint(code, { projectService, ...options }) {
      if (!projectService) return typescriptParser.parseForESLint(code, options)
      program ??= programOf(root, scriptsBelow(join(root, folder)))
      return typescriptParser.parseForESLint(code, { ...options, programs: [program] })
    },
  }
}

/** @param {string} folder @returns {Map<string, string>} the script of each component by its path, as the parser of components hands it on: places in it are those of the file */
function scriptsBelow(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.vue'))
  return new Map(names.map((name) => join(folder, name)).map((path) => [path, scriptOf(path)]))
}

/** @param {string} path of a component */
function scriptOf(path) {
  let script = ''
  /** @param {string} code @param {import('@typescript-eslint/parser').ParserOptions} options */
  const parseForESLint = (code, { projectService, ...options }) => {
    if (projectService) script = code
    return typescriptParser.parseForESLint(code, options)
  }
  vueParser.parseForESLint(readFileSync(path, 'utf8'), { filePath: path, sourceType: 'module', projectService: true, parser: { parseForESLint } })
  return script
}

/**
 * @param {string} root
 * @param {ReadonlyMap<string, string>} scripts by path
 */
function programOf(root, scripts) {
  const { fileNames, options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, 'tsconfig.web.json'), (path) => ts.sys.readFile(path)).config, ts.sys, root)
  const host = ts.createCompilerHost(options, true)
  /** @type {ts.CompilerHost} */
  const withScripts = {
    ...host,
    getSourceFile(path, language, ...rest) {
      const script = scripts.get(path)
      return script === undefined ? host.getSourceFile(path, language, ...rest) : ts.createSourceFile(path, script, language, true, ts.ScriptKind.TS)
    },
  }
  return ts.createProgram([...fileNames, ...scripts.keys()], { ...options, allowNonTsExtensions: true }, withScripts)
}
