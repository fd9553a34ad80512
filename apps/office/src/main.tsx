import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './api/client.ts'
import { createOfficeRouter } from './app/router.tsx'
import { startTheme } from './app/theme.ts'
import { startWords } from './words/index.ts'
import './app/tokens.css'
import './app/base.css'

startTheme()
startWords()

const queryClient = createQueryClient()
const router = createOfficeRouter(queryClient)

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
