import { useLocation, useNavigate } from '@tanstack/react-router'
import type { Target } from './options.ts'
import { remember } from './recent.ts'

/** Goes where an option leads, and remembers pages and regions. */
export function useGo(): (target: Target) => void {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  return (target) => {
    switch (target.kind) {
      case 'household':
        return void navigate({ to: '/households/$id', params: { id: target.id }, search: {} })
      case 'village':
        remember(`village:${target.code}`)
        return void navigate({ to: '/villages/$code', params: { code: target.code }, search: {} })
      case 'region': {
        remember(`region:${target.code}`)
        // A page about one household or village has nothing to say about another region.
        if (/^\/(households|villages)\/./.test(pathname))
          return void navigate({ to: '/', search: { region: target.code } })
        return void navigate({ to: '.', search: (before) => ({ ...before, region: target.code }) })
      }
      case 'policy':
        remember('page:/policy')
        return void navigate({
          to: '/policy/items/$part/$id',
          params: { part: target.part, id: target.id },
          search: { of: target.of },
        })
      case 'fact':
        remember('page:/dictionary')
        return void navigate({ to: '/dictionary', search: { entry: target.entry } })
      case 'task':
        return void navigate({ to: '/tasks/$id', params: { id: target.id }, search: {} })
      case 'page':
        remember(`page:${target.to}`)
        return void navigate({ to: target.to, search: {} })
      case 'households':
        remember('page:/households')
        return void navigate({ to: '/households', search: { search: target.search } })
    }
  }
}
