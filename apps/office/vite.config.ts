import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The server of `npm start` listens here; `vite` beside it serves the app with hot reload.
const server = process.env.LIKA_SERVER ?? 'http://127.0.0.1:8600'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The server compares the origin of a change with the host that was asked for, so that one stays as it is.
  server: { port: 5173, proxy: { '/api': { target: server, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // A strict content policy refuses inline scripts and data: modules.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
