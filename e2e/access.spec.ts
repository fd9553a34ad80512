// Who lets whom in, and what becomes of it when people come, move and leave, on an installation that is no demo world.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { readSheetRows, sheetOf } from '../apps/server/src/testing/sheets.ts'
import { keepPicture, mustBeWithoutBarriers, mustFit, settled } from './office.ts'
import { addTotp, anAdministrator, invited, nextCode, someone, test, useCode } from './real.ts'

const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }

/** A page as it is now: without barriers, and whole on a phone too. */
async function seen(page: Page, name: string): Promise<void> {
  await mustBeWithoutBarriers(page, name)
  await keepPicture(page, name)
  await page.setViewportSize(phone)
  await mustFit(page, name)
  await keepPicture(page, `${name}-390`)
  await page.setViewportSize(desk)
}

test('the security administrator lets a township officer in, who sees the own town alone, and is out at the next click when it is revoked', async ({
  browser,
  installation,
}) => {
  const administrator = await someone(browser)
  await anAdministrator(installation, administrator, { name: 'an.quan', displayName: '安全员' })

  // Nobody is in a demo here, and the administrator begins where the work is.
  await expect(administrator.locator('.demo-banner')).toHaveCount(0)
  await expect(administrator.getByRole('heading', { level: 1, name: '权限' })).toBeVisible()
  await administrator.getByRole('link', { name: '单位', exact: true }).click()
  await administrator.getByRole('link', { name: '增设单位' }).click()
  const unit = administrator.getByRole('form', { name: '增设单位' })
  await unit.getByLabel('名称').fill('廉州镇扶贫工作站')
  await unit.getByLabel('区域', { exact: true }).selectOption({ label: '合浦县' })
  await unit.getByLabel('合浦县的下级').selectOption({ label: '廉州镇' })
  await unit.getByLabel('理由').fill('新设工作站')
  await unit.getByRole('button', { name: '保存' }).click()
  await expect(administrator.getByRole('row', { name: /廉州镇扶贫工作站/ })).toBeVisible()

  await administrator.getByRole('link', { name: '账号', exact: true }).click()
  await administrator.getByRole('link', { name: '开设账号' }).click()
  // The list has a search by 姓名、账号名、单位: only the form is meant.
  await administrator.getByLabel('姓名', { exact: true }).fill('李强')
  await administrator.getByLabel('账号名').fill('li.qiang')
  await administrator.getByLabel('单位', { exact: true }).selectOption({ label: '廉州镇扶贫工作站 · 廉州镇' })
  await administrator.getByLabel('角色').selectOption({ label: '乡镇扶贫专干' })
  await administrator.getByRole('combobox', { name: '区域', exact: true }).selectOption({ label: '合浦县' })
  await administrator.getByLabel('合浦县的下级').selectOption({ label: '廉州镇' })
  await administrator.getByLabel('最后一天').fill('2099-12-31')
  await administrator.getByLabel('开设理由').fill('新到岗')
  await administrator.getByRole('button', { name: '开设并生成邀请码' }).click()
  const invitation = (await administrator.locator('[data-code]').textContent()) ?? ''
  await seen(administrator, 'access-invitation')
  expect(administrator.url()).not.toContain(invitation)
  await administrator.getByRole('button', { name: '打开账号页面' }).click()
  await expect(administrator.getByRole('row', { name: /乡镇扶贫专干/ })).toContainText('至 2099-12-31')

  const officer = await someone(browser)
  const password = '木棉花开在镇政府门口'
  await useCode(officer, invitation, { password })
  const totp = await addTotp(officer)
  await expect(officer.getByRole('button', { name: /廉州镇/ }).first()).toBeVisible()
  await settled(officer)
  await officer.goto('/?region=450521101')
  await expect(officer.getByRole('alert').first()).toContainText('没有找到')
  await officer.goto('/account')
  await expect(officer.getByText('以“乡镇扶贫专干”身份，在廉州镇')).toBeVisible()
  await expect(officer.getByRole('link', { name: '权限', exact: true })).toHaveCount(0)

  // A code works once: the officer leaves, and comes back with the password and the next code.
  await officer.getByRole('button', { name: '账号' }).click()
  await officer.getByRole('button', { name: '退出账号' }).click()
  await officer.getByLabel('账号名').fill('li.qiang')
  await officer.getByLabel('密码', { exact: true }).fill('不是这个密码')
  await officer.getByRole('button', { name: '下一步' }).click()
  await expect(officer.getByRole('alert')).toBeVisible()
  await officer.getByLabel('密码', { exact: true }).fill(password)
  await officer.getByRole('button', { name: '下一步' }).click()
  await expect(officer.getByRole('heading', { name: '第二步：验证身份' })).toBeVisible()
  await officer.getByLabel('验证器中的六位数字').fill(nextCode(totp))
  await officer.getByRole('button', { name: '验证', exact: true }).click()
  await expect(officer.locator('.frame')).toBeVisible()
  await officer.goto('/villages')
  await settled(officer)

  // Revoked: the next click asks to sign in.
  await administrator.reload()
  await expect(administrator.getByRole('heading', { name: '正在登录的地方' })).toBeVisible()
  await administrator.getByRole('button', { name: '收回' }).click()
  await administrator.getByRole('form', { name: '收回' }).getByLabel('理由').fill('调离')
  await administrator.getByRole('button', { name: '确认' }).click()
  await expect(administrator.getByRole('row', { name: /乡镇扶贫专干/ })).toContainText('已收回')
  await seen(administrator, 'access-account')
  await officer.getByRole('link', { name: '户', exact: true }).click()
  await expect(officer.getByRole('dialog', { name: '登录已结束' })).toBeVisible()
  await seen(officer, 'signed-out')
  await officer.getByRole('link', { name: '重新登录' }).click()
  await expect(officer.getByLabel('账号名')).toBeVisible()
})

test('a helper gets another village for a year, and somebody who moves leaves behind what was held there', async ({
  browser,
  installation,
}) => {
  const administrator = await someone(browser)
  await anAdministrator(installation, administrator, { name: 'an.dong', displayName: '安全员二' })
  const helper = await invited(administrator, {
    name: 'he.lian',
    displayName: '何莲',
    grants: [{ role: 'helper', region: '450521100201' }],
  })
  const { unit } = await invited(administrator, {
    name: 'ma.jiang',
    displayName: '马江',
    grants: [{ role: 'townshipOfficer', region: '450521101' }],
  })
  expect(unit).not.toBe(helper.unit)

  await administrator.goto(`/access/accounts/${helper.account}`)
  await administrator.getByRole('link', { name: '新增授权' }).click()
  const grant = administrator.getByRole('form', { name: '新增授权' })
  await grant.getByLabel('角色').selectOption({ label: '帮扶责任人' })
  await grant.getByRole('combobox', { name: '区域', exact: true }).selectOption({ label: '合浦县' })
  await grant.getByLabel('合浦县的下级').selectOption({ label: '廉州镇' })
  await grant.getByLabel('廉州镇的下级').selectOption({ label: '马安村委会' })
  await grant.getByRole('button', { name: '一年' }).click()
  await expect(grant.getByLabel('最后一天')).toHaveValue(/^20\d\d-/)
  await grant.getByLabel('授权理由').fill('一人帮两村')
  // What is typed is there again after a reload.
  await administrator.reload()
  await expect(grant.getByLabel('授权理由')).toHaveValue('一人帮两村')
  await seen(administrator, 'access-grant')
  await grant.getByRole('button', { name: '授权', exact: true }).click()
  await expect(administrator.getByRole('row', { name: /马安村委会/ })).toContainText('有效')
  await expect(grant).toHaveCount(0)

  await administrator.getByRole('link', { name: '调动' }).click()
  const move = administrator.getByRole('form', { name: '何莲调往另一个单位' })
  await expect(move).toContainText('现有 2 项授权全部收回')
  const place = move.getByLabel('单位', { exact: true })
  await place.selectOption(unit)
  await move.getByLabel('角色').selectOption({ label: '乡镇扶贫专干' })
  await move.getByLabel('调动理由').fill('调任党江镇')
  await seen(administrator, 'access-move')
  await move.getByRole('button', { name: '办理调动' }).click()
  await expect(administrator.getByRole('row', { name: /乡镇扶贫专干/ })).toContainText('党江镇')
  await expect(administrator.getByRole('row', { name: /帮扶责任人/ })).toHaveCount(2)
  for (const row of await administrator.getByRole('row', { name: /帮扶责任人/ }).all()) {
    await expect(row).toContainText('已收回')
  }
  await expect(administrator.getByRole('region', { name: '变更记录' })).toContainText('调动')
  await seen(administrator, 'access-moved')
})

test('a county makes the accounts of its village teams from one sheet, puts right what was wrong, and hands out the codes', async ({
  browser,
  installation,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'lika-accounts-'))
  const page = await someone(browser)
  await anAdministrator(installation, page, { name: 'an.pi', displayName: '安全员三' })
  await page.getByRole('link', { name: '批量开设' }).click()
  await seen(page, 'access-import')
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载模板' }).click(),
  ])
  expect(template.suggestedFilename()).toBe('批量开设账号模板.xlsx')

  const team = { 单位: '廉州镇驻村工作队', 单位区域: '廉州镇', 单位类别: '工作队', 角色: '驻村工作队' }
  const rows = ['大江村', '马安村', '大江村'].map((village, index) => ({
    姓名: `队员${index + 1}`,
    账号名: `duiyuan.${index + 1}`,
    ...team,
    授权区域: `廉州镇/${village}`,
  }))
  const wrong = { ...rows[2]!, 姓名: '队员四', 账号名: 'duiyuan.4', 角色: '皇帝' }
  const path = join(folder, '工作队.xlsx')
  writeFileSync(path, await sheetOf([...rows, wrong]))
  await page.getByLabel('表格文件').setInputFiles(path)
  await expect(page.getByText('可以开设 3 个账号，共 3 项授权。')).toBeVisible()
  await expect(page.locator('[data-line="5"]')).toContainText('没有角色“皇帝”')
  await seen(page, 'access-import-checked')
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载标出错误的表' }).click(),
  ])
  await report.saveAs(join(folder, 'report.xlsx'))

  // Nothing is lost on a reload; wrong rows are left out only when somebody says so.
  await page.reload()
  await page.getByLabel('开设理由').fill('2017 年轮换')
  const make = page.getByRole('button', { name: '开设 3 个账号' })
  await expect(make).toBeDisabled()
  await page.getByRole('checkbox', { name: /不开设有错误的 1 行/ }).check()
  await make.click()
  await expect(page.getByRole('heading', { name: '已开设 3 个账号' })).toBeVisible()
  await page.getByRole('button', { name: '生成邀请码表' }).first().click()
  await page.getByRole('form', { name: '生成邀请码表' }).getByLabel('理由').fill('发放')
  await seen(page, 'access-import-made')
  const [invitations] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '确认' }).click(),
  ])
  const codesPath = join(folder, 'codes.xlsx')
  await invitations.saveAs(codesPath)
  const [header, first] = await readSheetRows(readFileSync(codesPath))
  const code = first![header!.indexOf('邀请码')]!
  await expect(page.getByText('邀请码表已下载')).toBeVisible()
  expect(await page.content()).not.toContain(code)

  const member = await someone(browser)
  await useCode(member, code, { password: '山那边的木薯地里' })
  await addTotp(member)
  await expect(member.getByRole('button', { name: /大江村委会/ }).first()).toBeVisible()
  await page.getByRole('link', { name: '查看这 3 个账号' }).click()
  await expect(page.getByRole('row', { name: /队员/ })).toHaveCount(3)
  await settled(page)
})

test('the audit administrator finds what an account did, and the system administrator what is to be looked after', async ({
  browser,
  installation,
}) => {
  const administrator = await someone(browser)
  await anAdministrator(installation, administrator, { name: 'an.si', displayName: '安全员四' })
  await invited(administrator, {
    name: 'xu.lin',
    displayName: '许林',
    grants: [{ role: 'leader', region: '450521' }],
  })
  const auditor = await someone(browser)
  const audit = { name: 'shen.ji', displayName: '审计员', role: 'auditAdministrator' }
  await anAdministrator(installation, auditor, audit)
  await expect(auditor.getByRole('heading', { level: 1, name: '审计' })).toBeVisible()
  await auditor.getByLabel('账号').first().fill('an.si')
  await auditor.keyboard.press('Enter')
  await expect(auditor.getByRole('row', { name: /开设账号/ }).first()).toContainText('用途：到岗')
  await seen(auditor, 'audit-account')
  const [file] = await Promise.all([
    auditor.waitForEvent('download'),
    auditor.getByRole('button', { name: '导出 xlsx' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/)

  const system = await someone(browser)
  await anAdministrator(installation, system, {
    name: 'xi.tong',
    displayName: '系统员',
    role: 'systemAdministrator',
  })
  await expect(system.getByRole('heading', { level: 1, name: '系统' })).toBeVisible()
  await expect(system.getByText('没有告警')).toBeVisible()
  await expect(system.getByRole('link', { name: '权限', exact: true })).toHaveCount(0)
  await seen(system, 'system')
})
