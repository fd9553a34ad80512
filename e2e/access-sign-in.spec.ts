// How people come in, stay, and are asked again who they are, on an installation that is no demo world.

import { expect, type Page } from '@playwright/test'
import { keepPicture, mustBeWithoutBarriers, mustFit, settled } from './office.ts'
import {
  addTotp,
  anAdministrator,
  growStale,
  invited,
  nextCode,
  restTooLong,
  someone,
  test,
  useCode,
  withAuthenticator,
} from './real.ts'

/** In both languages and appearances, and on a phone: a page of signing in as it is now. */
async function mustBeFitToShow(page: Page, name: string): Promise<void> {
  const wear = (appearance: string) =>
    page.evaluate(`document.documentElement.dataset.theme = '${appearance}'`)
  for (const appearance of ['light', 'dark']) {
    await wear(appearance)
    await mustBeWithoutBarriers(page, `${name}-${appearance}`)
    await keepPicture(page, `${name}-${appearance}`)
  }
  await wear('light')
  await page.setViewportSize({ width: 390, height: 844 })
  await mustFit(page, name)
  await keepPicture(page, `${name}-390`)
  await page.setViewportSize({ width: 1440, height: 900 })
}

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^账号/ }).click()
  await page.getByRole('button', { name: '退出账号' }).click()
  await expect(page.getByLabel('账号名')).toBeVisible()
}

async function givePassword(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('账号名').fill(name)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '下一步' }).click()
}

test('where nobody has an account yet, the page says how the first one comes to be', async ({
  browser,
  installation,
}) => {
  const { rows } = await installation.database.query('select from account')
  expect(rows).toEqual([])
  const page = await someone(browser)
  await page.goto('/')
  await expect(page.getByText('这里还没有任何账号')).toBeVisible()
  await mustBeFitToShow(page, 'enter-new')
})

test('what weighs more asks once more who one is; whoever thinks better of it has lost nothing, and the right code does what was asked', async ({
  browser,
  installation,
}) => {
  const page = await someone(browser)
  const totp = await anAdministrator(installation, page, { name: 'step.up', displayName: '安全员甲' })
  await page.goto('/access/units?act=add')
  const unit = page.getByRole('form', { name: '增设单位' })
  await unit.getByLabel('名称').fill('廉州镇便民中心')
  await unit.getByLabel('理由').fill('新设')
  await unit.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('row', { name: /廉州镇便民中心/ })).toBeVisible()

  await page.goto('/access/new')
  await page.getByLabel('姓名', { exact: true }).fill('赵敏')
  await page.getByLabel('账号名').fill('zhao.min')
  await page.getByLabel('单位', { exact: true }).selectOption({ label: '廉州镇便民中心 · 北海市' })
  await page.getByLabel('角色').selectOption({ label: '领导' })
  await page.getByRole('button', { name: '一年' }).click()
  await page.getByLabel('开设理由').fill('分管领导')
  await growStale(installation, 'step.up')
  const save = page.getByRole('button', { name: '开设并生成邀请码' })
  await save.click()
  const dialog = page.getByRole('dialog', { name: '请再次验证身份' })
  await expect(dialog.getByLabel('验证器六位数字')).toBeFocused()
  await mustBeFitToShow(page, 'step-up')

  // A wrong code says so; not doing it leaves everything as it was typed.
  await dialog.getByLabel('验证器六位数字').fill('000000')
  await dialog.getByRole('button', { name: '验证并继续' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('alert')).toContainText('再次验证身份')
  await expect(page.getByLabel('姓名')).toHaveValue('赵敏')

  await save.click()
  await dialog.getByLabel('验证器六位数字').fill(nextCode(totp))
  await dialog.getByRole('button', { name: '验证并继续' }).click()
  await expect(page.locator('[data-code]')).toHaveText(/^([A-Z2-9]{4}-){4}[A-Z2-9]{4}$/)
})

test('an invitation is taken with a passkey, which then lets its owner in by one touch, and confirms what weighs more', async ({
  browser,
  installation,
}) => {
  const administrator = await someone(browser)
  await anAdministrator(installation, administrator, { name: 'pass.key', displayName: '安全员乙' })
  const { code, account } = await invited(administrator, {
    name: 'wu.fang',
    displayName: '吴芳',
    grants: [{ role: 'townshipOfficer', region: '450521100' }],
  })
  const page = await someone(browser)
  await withAuthenticator(page)
  await page.goto('/enter')
  await mustBeFitToShow(page, 'enter-password')
  await page.goto('/enter?way=code')
  await mustBeFitToShow(page, 'enter-code')
  await useCode(page, code, { password: '木棉花开在镇政府门口' })
  await mustBeFitToShow(page, 'enter-add-factor')
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await expect(page.getByRole('button', { name: /廉州镇/ }).first()).toBeVisible()

  await leave(page)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(page.getByRole('button', { name: /廉州镇/ }).first()).toBeVisible()
  await page.goto('/account?tab=security')
  const factors = page.getByRole('region', { name: '第二因素' })
  await expect(factors.getByRole('listitem')).toHaveCount(1)
  await expect(factors.getByRole('button', { name: '移除 这台电脑' })).toBeDisabled()
  await mustBeFitToShow(page, 'account-security')

  // A second one beside it; with two, either may go.
  await addTotp(page)
  await expect(factors.getByRole('listitem')).toHaveCount(2)
  await expect(factors.getByRole('button', { name: '移除 这台电脑' })).toBeEnabled()
  await page.getByRole('link', { name: '登录的地方' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '这里' })).toContainText('通行密钥')

  // Password first, then the passkey as the second factor.
  await leave(page)
  await givePassword(page, 'wu.fang', '不是这个密码')
  await expect(page.getByRole('alert')).toBeVisible()
  await mustBeFitToShow(page, 'enter-refused')
  await page.getByLabel('密码', { exact: true }).fill('木棉花开在镇政府门口')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByRole('heading', { name: '第二步：验证身份' })).toBeVisible()
  await mustBeFitToShow(page, 'enter-second')
  await page.getByRole('button', { name: '用通行密钥验证' }).click()
  await expect(page.locator('.frame')).toBeVisible()

  // An export weighs more: asked again, and one touch lets it go on.
  await growStale(installation, 'wu.fang')
  await page.goto('/account?tab=security')
  await factors.getByRole('button', { name: '移除 手机验证器' }).click()
  const dialog = page.getByRole('dialog', { name: '请再次验证身份' })
  await dialog.getByRole('button', { name: '用通行密钥验证' }).click()
  await expect(factors.getByRole('listitem')).toHaveCount(1)

  // Lost telephone: invited anew, nothing of before opens anything.
  await administrator.goto(`/access/accounts/${account}`)
  await administrator.getByRole('button', { name: '重发邀请码' }).click()
  await administrator.getByRole('form', { name: '重发邀请码' }).getByLabel('理由').fill('手机遗失')
  await administrator.getByRole('button', { name: '确认' }).click()
  const again = (await administrator.locator('[data-code]').textContent()) ?? ''
  await page.goto('/enter')
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await useCode(page, again, { password: '潮水退去以后的红树林' })
  await addTotp(page)
  await expect(page.locator('.frame')).toBeVisible()
})

test('whoever rested too long or was disabled is told so, and finds what was typed after signing in again', async ({
  browser,
  installation,
}) => {
  const administrator = await someone(browser)
  await anAdministrator(installation, administrator, { name: 'rest.end', displayName: '安全员丙' })
  const { code, account } = await invited(administrator, {
    name: 'chen.mei',
    displayName: '陈梅',
    grants: [{ role: 'townshipOfficer', region: '450521100' }],
  })
  const page = await someone(browser)
  await withAuthenticator(page)
  await useCode(page, code, { password: '晒盐场边上的老榕树' })
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await expect(page.locator('.frame')).toBeVisible()
  await page.goto('/households/new')
  const name = page.getByRole('textbox', { name: /^姓名/ }).first()
  await name.fill('欧阳青果')
  await settled(page)

  await restTooLong(installation, 'chen.mei')
  const ended = page.getByRole('dialog', { name: '登录已结束' })
  await page.getByRole('link', { name: '村', exact: true }).click()
  await expect(ended).toBeVisible()
  await mustBeFitToShow(page, 'session-ended')
  await page.goto('/households/new')
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(name).toHaveValue('欧阳青果')
  await page.getByRole('combobox', { name: '所在村、组' }).selectOption({ label: '大江村委会' })
  await page.getByRole('textbox', { name: '户编号' }).fill('R1')
  await settled(page)

  await administrator.goto(`/access/accounts/${account}`)
  await administrator.getByRole('button', { name: '停用账号' }).click()
  await administrator.getByRole('form', { name: '停用账号' }).getByLabel('理由').fill('离岗学习')
  await administrator.getByRole('button', { name: '确认' }).click()
  await expect(administrator.getByText(/已于 .* 停用：离岗学习/)).toBeVisible()
  // The dialog may be there by itself already: the bell asks for news, too.
  await page.getByRole('button', { name: '登记并继续填报' }).dispatchEvent('click')
  await expect(ended).toBeVisible()
  await ended.getByRole('link', { name: '重新登录' }).click()
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(page.getByRole('alert')).toBeVisible()

  await administrator.getByRole('button', { name: '恢复账号' }).click()
  await administrator.getByRole('form', { name: '恢复账号' }).getByLabel('理由').fill('学习结束')
  await administrator.getByRole('button', { name: '确认' }).click()
  await expect(administrator.getByRole('button', { name: '停用账号' })).toBeVisible()
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(name).toHaveValue('欧阳青果')
  await expect(page.getByRole('textbox', { name: '户编号' })).toHaveValue('R1')
})

test('an account is linked with the single sign-on of the city, and entered by it', async ({
  browser,
  installation: { provider, ...installation },
}) => {
  const page = await someone(browser)
  await anAdministrator({ provider, ...installation }, page, { name: 'sso.first', displayName: '安全员丁' })
  Object.assign(provider, { subject: 'u-2017', acr: 'two' })
  await page.goto('/account?tab=security')
  await page.getByRole('button', { name: '关联统一登录' }).click()
  await expect(page.getByRole('region', { name: '统一登录' })).toContainText('u-2017')
  await leave(page)
  await page.getByRole('button', { name: '用北海市统一身份认证登录' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '权限' })).toBeVisible()
  expect(page.url()).not.toContain('code=')

  // Somebody whom nobody has linked is told so; where the provider saw one factor, the second is asked for here.
  const stranger = await someone(browser)
  Object.assign(provider, { subject: 'u-9999', acr: 'two' })
  await stranger.goto('/enter')
  await stranger.getByRole('button', { name: '用北海市统一身份认证登录' }).click()
  await expect(stranger.getByRole('alert')).toContainText('关联')
  await mustBeFitToShow(stranger, 'enter-sso-refused')
  await stranger.goto('/enter/oidc')
  await expect(stranger.getByText('没有带回内容')).toBeVisible()

  await leave(page)
  await page.context().clearCookies()
  Object.assign(provider, { subject: 'u-2017', acr: undefined })
  await page.goto('/enter')
  await page.getByRole('button', { name: '用北海市统一身份认证登录' }).click()
  await expect(page.getByRole('heading', { name: '第二步：验证身份' })).toBeVisible()
})
