/** Lines of the page around a document: where one is, what to read next, who made the page. */

const behind = [
  /^(?:推荐访问|相关(?:文章|链接|推荐|阅读|新闻|文档)|上一篇|下一篇|延伸阅读|热门(?:文章|推荐)|友情链接|分享到|扫一扫|附件下载)/,
  /^\[?(?:网络|责任|本文)?编辑[:：]/,
  /(?:版权所有|copyright|powered by|all rights reserved|icp备|备案号|网站地图|联系我们|技术支持|主办单位|承办单位|网站标识码|公网安备)/i,
  /^\[?\s?(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|首页)?|收藏|分享)\s?\]?(?:\s*\|\s*\[?\s?(?:打印|关闭|返回|收藏)[^\u3002]*\]?)*$/,
  /^(?:来源|作者|编辑|责编|审核|浏览次数|点击数|阅读次数|发布时间|发布日期)\s?[:：]/,
]
const ahead = [
  /^(?:当前位置|您(?:的|现在的)位置|您好|欢迎|首页|网站首页|位置)[:：!！]?/,
  /(?:>>|>|»|›).*(?:>>|>|»|›)/,
  /^(?:时间|发布时间|发布日期|来源|作者|浏览次数|字体|字号|点击|阅读|信息来源|文号|索引号|主题词)\s?[:：]/,
  /(?:下面是|以下是)小编/,
]

export function isNavigationBehind(line: string): boolean {
  return behind.some((pattern) => pattern.test(line))
}

export function isNavigationAhead(line: string): boolean {
  return ahead.some((pattern) => pattern.test(line))
}
