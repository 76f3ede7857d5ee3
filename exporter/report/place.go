package report

// foreignPlaces are where other statistics are of, beside China as a whole: words for
// places, countries and provinces. Reports on the whole country come from Beijing.
const foreignPlaces = `global|globally|worldwide|world|overseas|abroad|foreign|prefectures?|city|cities|regions?|provincial|province|` +
	`(?:all|the|its|this|other)\sprovinces?|` +
	`southeast|asian?|european?|europe|african?|america\w*|latin|` +
	`u\.?s\.?|u\.?k\.?|united\s(?:states|kingdom)|britain|british|japan\w*|koreans?|korea|seoul|tokyo|jakarta|` +
	`india|indian|indonesian?|vietnam\w*|thailand|malaysian?|singapore|russian?|brazil\w*|germany|france|canad\w+|` +
	`australian?|mexico|philippines|` +
	`hong\skong|maca[ou]|taiwan|anhui|fujian|gansu|guangdong|guangxi|guizhou|hainan|hebei|heilongjiang|henan|hubei|` +
	`hunan|jiangsu|jiangxi|jilin|liaoning|inner\smongolia|ningxia|qinghai|shaanxi|shandong|shanghai|shanxi|sichuan|` +
	`tianjin|tibet|xizang|xinjiang|yunnan|zhejiang|chongqing|shenzhen|guangzhou|hangzhou`

// chinesePlaces are the same in Chinese.
const chinesePlaces = `全球|世界|海外|境外|国外|各省|全省|本省|全市|省份|[^全]省|亚洲|欧洲|非洲|` +
	`美国|英国|日本|韩国|首尔|印度|印尼|越南|泰国|新加坡|俄罗斯|巴西|德国|法国|` +
	`香港|澳门|台湾|上海|天津|重庆|广东|广西|浙江|江苏|山东|四川|河南|河北|湖南|湖北|福建|安徽|江西|陕西|山西|` +
	`云南|贵州|海南|辽宁|吉林|黑龙江|甘肃|青海|宁夏|新疆|西藏|内蒙古|深圳|广州|杭州`

// otherPlace finds a place that is not the whole of China.
var otherPlace = compiled(`(?i)\b(?:` + foreignPlaces + `)\b|` + chinesePlaces)
