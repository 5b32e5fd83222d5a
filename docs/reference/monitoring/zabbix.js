// Media type "webhook" of Zabbix: posts a problem, and its recovery, to Socle. Parameters: see ../monitoring.md.
var given = JSON.parse(value);
var request = new HttpRequest();
request.addHeader('Content-Type: application/json');
request.addHeader('Authorization: Bearer ' + given.secret);
var answer = request.post(given.url, JSON.stringify({
    event_id: given.event_id,
    trigger_id: given.trigger_id,
    value: given.value,
    update: given.update,
    host: given.host,
    service: given.service,
    name: given.name,
    severity: given.severity,
    data: given.data,
    url: given.event_url,
    tags: given.tags
}));
if (request.getStatus() !== 200) {
    throw 'Socle answered ' + request.getStatus() + ': ' + answer;
}
return 'OK';
