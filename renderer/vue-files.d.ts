// The type of .vue files for tools that cannot read them (the linter); vue-tsc reads their real types.
declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component
  export default component
}
