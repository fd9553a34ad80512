import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The server of `npm start` listens here; `vite` beside it serves the app with hot reload.
const server = process.env.LIKA_SERVER ?? 'http://127.0.0.1:8600'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { port: 5173, proxy: { '/api': server } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // A strict content policy refuses inline scripts and data: modules.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
