import { list, value } from '../standard.ts'

export const entryRoad = list(
  'entryRoad',
  'national poverty system (aac316)',
  'R',
  { zh: '入户路类型', en: 'Road to the house' },
  [
    value('earth', '泥土路', 'Earth road', { synonyms: ['土路'] }),
    value('gravel', '砂石路', 'Gravel road', { synonyms: ['沙石路'] }),
    value('concrete', '水泥路', 'Concrete road'),
    value('asphalt', '沥青路', 'Asphalt road', { synonyms: ['柏油路'] }),
  ],
)

export const fuel = list(
  'fuel',
  'national poverty system (aac320)',
  'R',
  { zh: '主要燃料类型', en: 'Main fuel' },
  [
    value('firewood', '柴草', 'Firewood and straw', { synonyms: ['柴火'] }),
    value('dung', '干畜粪', 'Dried dung'),
    value('coal', '煤炭', 'Coal', { synonyms: ['煤'] }),
    value('cleanEnergy', '清洁能源', 'Clean energy', {
      synonyms: ['电', '燃气', '天然气', '液化气', '沼气'],
    }),
    value('other', '其它', 'Other', { synonyms: ['其他'] }),
  ],
)

/** C and D count as dangerous. */
export const houseGrade = list(
  'houseGrade',
  'national poverty system (aac322)',
  'C',
  { zh: '房屋等级', en: 'House grade' },
  [
    value('A', 'A级', 'Grade A (safe)'),
    value('B', 'B级', 'Grade B (basically safe)'),
    value('C', 'C级', 'Grade C (partly dangerous)', { synonyms: ['局部危房', '局部危险'] }),
    value('D', 'D级', 'Grade D (the whole house is dangerous)', { synonyms: ['整栋危房', '整幢危房'] }),
  ],
)

/** Guizhou's form of 2013; `earthWood`, `woodTile` and `wood` are words of Guangxi's platform of 2016. */
export const houseStructure = list(
  'houseStructure',
  'Guizhou form 2013, Guangxi platform 2016',
  'C',
  { zh: '房屋结构', en: 'House structure' },
  [
    value('reinforcedConcrete', '钢筋混凝土', 'Reinforced concrete', { synonyms: ['钢混', '框架'] }),
    value('brickConcrete', '砖混', 'Brick and concrete', { synonyms: ['砖混结构'] }),
    value('brickWood', '砖瓦砖木/石窑洞', 'Brick and tile, brick and wood, stone cave', {
      synonyms: ['砖瓦砖木', '砖木', '砖瓦', '石窑洞', '砖木结构'],
    }),
    value('earthStraw', '竹草土坯/土窑洞', 'Bamboo, straw or mud brick, earth cave', {
      synonyms: ['竹草土坯', '土坯', '土窑洞'],
    }),
    value('earthWood', '土木', 'Earth and wood', { synonyms: ['土木结构'] }),
    value('woodTile', '木瓦', 'Wood and tile'),
    value('wood', '纯木', 'Wood', { synonyms: ['木结构', '纯木结构'] }),
    value('other', '其他', 'Other', { synonyms: ['其它'] }),
  ],
)

export const waterSource = list(
  'waterSource',
  'Guizhou form 2013',
  'C',
  { zh: '饮用水来源', en: 'Source of drinking water' },
  [
    value('treatedTap', '经净化自来水', 'Treated tap water', { synonyms: ['净化自来水', '自来水'] }),
    value('protectedWell', '受保护的井水和泉水', 'Protected well or spring'),
    value('unprotectedWell', '不受保护的井水和泉水', 'Unprotected well or spring'),
    value('surface', '江河湖泊水', 'River or lake', { synonyms: ['江河水', '河水', '湖水'] }),
    value('rain', '收集雨水', 'Collected rain', { synonyms: ['雨水', '水窖', '集雨水柜'] }),
    value('barrel', '桶装水', 'Barrelled water'),
    value('other', '其他', 'Other', { synonyms: ['其它'] }),
  ],
)
