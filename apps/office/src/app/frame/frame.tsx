import { Outlet, useSearch } from '@tanstack/react-router'
import { PageHelp } from '../../parts/page-help.tsx'
import { useWords } from '../../words/index.ts'
import { Antd } from '../antd.tsx'
import { usePlace } from '../place.ts'
import { AccountMenu } from './account-menu.tsx'
import { Alarms } from './alarms.tsx'
import { AsOf } from './as-of.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { FullDisk } from './full-disk.tsx'
import { Navigation } from './navigation.tsx'
import { RegionPath } from './region-path.tsx'
import { SearchBox } from './search-box.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { SessionDialogs } from './step-up.tsx'
import { WorkBell } from './work-bell.tsx'
import './frame.css'

/** What stands around every page: where, when, who, and the way to the other pages. */
export function Frame() {
  const { t } = useWords()
  const { can } = usePlace()
  const { layout } = useSearch({ strict: false })
  if (layout === 'wall') {
    return (
      <Antd>
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </Antd>
    )
  }
  return (
    <Antd>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <div className="frame">
        <DemoBanner />
        <header className="frame-head">
          <div className="brand" aria-hidden>
            <img src="/icon.svg" alt="" width="24" height="24" />
            <span>{t('app.name')}</span>
          </div>
          <RegionPath />
          <AsOf />
          {can('registry.read') && <SearchBox />}
          <PageHelp />
          <WorkBell />
          <AccountMenu />
        </header>
        <Navigation />
        <ShortcutSheet />
        <SessionDialogs />
        <main id="content" className="content" tabIndex={-1}>
          <FullDisk />
          <Alarms />
          <Outlet />
        </main>
      </div>
    </Antd>
  )
}
