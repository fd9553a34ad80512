import { list, value } from '../standard.ts'

export const regionLevel = list(
  'regionLevel',
  'GB/T 2260 and NBS division codes',
  'G',
  { zh: '行政区划级别', en: 'Level of a region' },
  [
    value('nation', '国家', 'Nation', { synonyms: ['全国'] }),
    value('province', '省', 'Province', { synonyms: ['省级', '自治区', '直辖市'] }),
    value('city', '市', 'City', { synonyms: ['市级', '地级市', '地区', '自治州', '盟'] }),
    value('county', '县', 'County', {
      synonyms: ['县级', '区', '县（区）', '县级市', '旗', '自治县', '市辖区'],
    }),
    value('town', '乡镇', 'Town', { synonyms: ['乡级', '镇', '乡', '街道', '街道办事处'] }),
    value('village', '村', 'Village', { synonyms: ['村级', '行政村', '村委会', '社区', '居委会'] }),
    value('group', '村民小组', 'Village group', { synonyms: ['组', '小组', '屯'] }),
  ],
)

export const urbanRuralClass = list(
  'urbanRuralClass',
  'NBS urban and rural classification',
  'G',
  { zh: '城乡分类', en: 'Urban or rural class' },
  [
    value('111', '主城区', 'Main urban area'),
    value('112', '城乡结合区', 'Urban fringe'),
    value('121', '镇中心区', 'Town centre'),
    value('122', '镇乡结合区', 'Town fringe'),
    value('123', '特殊区域', 'Special area'),
    value('210', '乡中心区', 'Township centre'),
    value('220', '村庄', 'Village'),
  ],
)
