import type { RecordType } from './record.ts';

/** One record of each type as version 1 wrote it. Never edited: terminals still hold such texts. */
export const recordsOfVersion1: Readonly<Record<RecordType, string>> = {
  'epoch-begin':
    '{"continues":null,"epoch":"epo_00112233445566778899aabbccddeeff","mode":"online","previousHash":null,"reason":"start","sequence":1,"terminalId":"trm_0198c1d2-0000-7000-8000-000000000001","time":{"trusted":1767225601000,"uncertainty":40},"type":"epoch-begin","v":1}',
  'session-begin':
    '{"credentialIds":["crd_0198c1d2-0000-7000-8000-000000000006","pin_0198c1d2-0000-7000-8000-000000000005"],"epoch":"epo_00112233445566778899aabbccddeeff","method":"card+pin","mode":"offline","previousHash":"0101010101010101010101010101010101010101010101010101010101010101","sequence":2,"sessionId":"ses_0198c1d2-0000-7000-8000-000000000003","terminalId":"trm_0198c1d2-0000-7000-8000-000000000001","time":{"trusted":1767225602000,"uncertainty":40},"type":"session-begin","userId":"usr_0198c1d2-0000-7000-8000-000000000002","v":1}',
  'activity-begin':
    '{"activityId":"act_0198c1d2-0000-7000-8000-000000000004","color":true,"copies":2,"epoch":"epo_00112233445566778899aabbccddeeff","jobName":"holdover-0198c1d2","kind":"print","mode":"online","pages":3,"previousHash":"0202020202020202020202020202020202020202020202020202020202020202","printer":{"lifetimeImpressions":102345,"upTime":81234,"uuid":"urn:uuid:0198c1d2-0000-4000-8000-000000000007"},"sequence":3,"sessionId":"ses_0198c1d2-0000-7000-8000-000000000003","sides":"two-sided-long-edge","terminalId":"trm_0198c1d2-0000-7000-8000-000000000001","time":{"trusted":1767225603000,"uncertainty":40},"type":"activity-begin","userId":"usr_0198c1d2-0000-7000-8000-000000000002","v":1}',
  'activity-end':
    '{"activityId":"act_0198c1d2-0000-7000-8000-000000000004","color":true,"epoch":"epo_00112233445566778899aabbccddeeff","impressions":6,"mode":"offline","outcome":"completed","previousHash":"0303030303030303030303030303030303030303030303030303030303030303","sequence":4,"sheets":4,"source":"job","terminalId":"trm_0198c1d2-0000-7000-8000-000000000001","time":{"trusted":1767225604000,"uncertainty":40},"toReview":false,"type":"activity-end","userId":"usr_0198c1d2-0000-7000-8000-000000000002","v":1}',
  'session-end':
    '{"epoch":"epo_00112233445566778899aabbccddeeff","mode":"online","previousHash":"0404040404040404040404040404040404040404040404040404040404040404","reason":"second-swipe","sequence":5,"sessionId":"ses_0198c1d2-0000-7000-8000-000000000003","terminalId":"trm_0198c1d2-0000-7000-8000-000000000001","time":{"trusted":1767225605000,"uncertainty":40},"type":"session-end","userId":"usr_0198c1d2-0000-7000-8000-000000000002","v":1}',
  refusal:
    '{"code":"unknown-credential","count":1,"epoch":"epo_00112233445566778899aabbccddeeff","method":"pin","mode":"offline","previousHash":"0505050505050505050505050505050505050505050505050505050505050505","sequence":6,"terminalId":"trm_0198c1d2-0000-7000-8000-000000000001","time":{"trusted":1767225606000,"uncertainty":40},"type":"refusal","userId":null,"v":1}',
  refusals:
    '{"counts":[{"code":"unknown-credential","count":17,"method":"pin"},{"code":"expired","count":1,"method":"card"}],"epoch":"epo_00112233445566778899aabbccddeeff","mode":"online","previousHash":"0606060606060606060606060606060606060606060606060606060606060606","sequence":7,"terminalId":"trm_0198c1d2-0000-7000-8000-000000000001","time":{"trusted":1767225607000,"uncertainty":40},"type":"refusals","v":1}',
  'clock-step':
    '{"by":-420000,"epoch":"epo_00112233445566778899aabbccddeeff","mode":"offline","previousHash":"0707070707070707070707070707070707070707070707070707070707070707","sequence":8,"terminalId":"trm_0198c1d2-0000-7000-8000-000000000001","time":{"trusted":1767225608000,"uncertainty":40},"type":"clock-step","v":1}',
};
