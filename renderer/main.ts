// Starts the page: stores, theme, router, and the component kit.
import { language } from '@language/language'
import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { z } from 'zod'
import App from './App.vue'
import { loadViewsAhead, router } from './frame/router'
import './style.css'

// Compiled validators would need `eval`, which the page's policy forbids.
z.config({ jitless: true })

if (language === 'zh-Hans') await import('./chinese.css')

createApp(App).use(createPinia()).use(router).use(ui).mount('#app')

loadViewsAhead().catch(() => undefined) // the router loads what is missing when it is visited, and says what is wrong with it
