// What a .vue file is for tools that do not read them themselves (the linter); vue-tsc reads the real types.
declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component
  export default component
}
