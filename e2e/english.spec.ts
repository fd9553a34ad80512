import { expect } from '@playwright/test'
import { enterAs, settled } from './office.ts'
import { test } from './world.ts'

test('somebody who reads English switches the language and finds everything in it', async ({ page }) => {
  await enterAs(page, '北海市扶贫办')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('heading', { name: 'Exits in 2017' })).toBeVisible()
  const pages = page.getByRole('navigation', { name: 'Main navigation' })
  await pages.getByRole('link', { name: 'Households', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Main cause' })).toBeVisible()
  await page.locator('[data-row-link]').first().click()
  await expect(page.getByRole('link', { name: 'Record a fact' })).toBeVisible()
  await page.getByRole('link', { name: 'Members', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Relation to the head' })).toBeVisible()
  await pages.getByRole('link', { name: 'Policy', exact: true }).click()
  await settled(page)
  await expect(page.getByRole('heading', { name: 'Parameters' })).toBeVisible()
  // The choice outlives a reload.
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('a search begins with a slash, and the list is walked with the arrow keys', async ({ page }) => {
  await enterAs(page, '合浦县扶贫办')
  await page.keyboard.press('/')
  await page.keyboard.type('麦')
  await expect(page.locator('.search-option[aria-selected=true]')).toContainText('麦')
  // The list of all of them is the last of the results.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/households\?.*search=/)
  const names = page.locator('[data-row-link]')
  await expect(names.first()).toContainText('麦')
  await names.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(names.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('.household')).toBeVisible()
})
