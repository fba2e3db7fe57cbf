"""Makes users, projects, quotas and the catalog of the cloud that up.sh started, and writes cloud.json.

Can be run again: what is there already is kept. The password of every user is in $PASSWORD.
"""

import argparse
import json
import os
import urllib.error
import urllib.request

PASSWORD = os.environ['PASSWORD']
SERVICES = (('keystone', 'identity'), ('glance', 'image'))
PROJECTS = ('admin', 'service', 'demo', 'other')
# user, project, role; the first project of a user is the one cloud.json names
GRANTS = (
    ('admin', 'admin', 'admin'),
    ('admin', 'demo', 'admin'),
    ('glance', 'service', 'admin'),
    ('demo', 'demo', 'member'),
    ('other', 'other', 'member'),
)
# Name in the Image API, for every project, for the project `other`; in the second region alone. Sizes are in MiB.
QUOTAS = (
    ('image_size_total', 10_000, 8),
    ('image_stage_total', 10_000, 8),
    ('image_count_total', 1000, 3),
    ('image_count_uploading', 100, 2),
)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('identity_url')
    parser.add_argument('image_url')
    parser.add_argument('second_image_url')
    parser.add_argument('state')
    parser.add_argument('--tls', nargs=3, metavar=('IDENTITY_URL', 'IMAGE_URL', 'CA_FILE'))
    options = parser.parse_args()

    keystone = Keystone(options.identity_url)
    projects = {name: keystone.ensure('project', name, domain_id='default') for name in PROJECTS}
    users = {
        name: keystone.ensure('user', name, domain_id='default', password=PASSWORD)
        for name in dict.fromkeys(user for user, _, _ in GRANTS)
    }
    roles = {role['name']: role['id'] for role in keystone.call('GET', '/roles')['roles']}
    for user, project, role in GRANTS:
        keystone.call('PUT', f'/projects/{projects[project]}/users/{users[user]}/roles/{roles[role]}')
    keystone.call('PUT', f'/domains/default/users/{users["admin"]}/roles/{roles["admin"]}')
    # Limits of all projects are shown to those alone who read the whole system.
    keystone.call('PUT', f'/system/users/{users["glance"]}/roles/{roles["reader"]}')

    # The admin interface is the one behind TLS, so that one catalog serves tests with and without it.
    secure = options.tls or (options.identity_url, options.image_url)
    keystone.ensure_region('RegionTwo')
    identity, image = (keystone.ensure('service', name, type=type) for name, type in SERVICES)
    keystone.publish(identity, 'RegionOne', options.identity_url, secure[0])
    keystone.publish(image, 'RegionOne', options.image_url, secure[1])
    second = keystone.publish(image, 'RegionTwo', options.second_image_url, options.second_image_url)
    for quota in QUOTAS:
        keystone.limit(image, 'RegionTwo', projects['other'], *quota)

    with open(f'{options.state}/limits.conf', 'w', encoding='utf-8') as file:
        file.write(f'[oslo_limit]\nendpoint_id = {second}\n')
    write_cloud(options, projects, users)


class Keystone:
    def __init__(self, url):
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.token = None
        user = {'name': 'admin', 'domain': {'id': 'default'}, 'password': PASSWORD}
        # Of the whole system: within a project Keystone shows no limits of another.
        scope = {'system': {'all': True}}
        identity = {'methods': ['password'], 'password': {'user': user}}
        with self.open('POST', '/auth/tokens', {'auth': {'identity': identity, 'scope': scope}}) as answer:
            self.token = answer.headers['X-Subject-Token']

    def open(self, method, path, body=None):
        headers = {'Content-Type': 'application/json'}
        if self.token:
            headers['X-Auth-Token'] = self.token
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            return self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            raise SystemExit(f'{method} {path}: {error.code} {error.read(300)!r}') from error

    def call(self, method, path, body=None):
        with self.open(method, path, body) as answer:
            return json.loads(answer.read() or 'null')

    def ensure(self, kind, name, **settings):
        """Id of the thing of this kind and name, made if it is missing."""
        for found in self.call('GET', f'/{kind}s?name={name}')[f'{kind}s']:
            return found['id']
        return self.call('POST', f'/{kind}s', {kind: {'name': name, **settings}})[kind]['id']

    def ensure_region(self, name):
        if all(region['id'] != name for region in self.call('GET', '/regions')['regions']):
            self.call('POST', '/regions', {'region': {'id': name}})

    def publish(self, service, region, url, admin_url):
        """Id of the public endpoint of the service in this region."""
        there = f'service_id={service}&region_id={region}'
        known = {e['interface']: e for e in self.call('GET', f'/endpoints?{there}')['endpoints']}
        for interface in ('public', 'internal', 'admin'):
            wanted = {'url': admin_url if interface == 'admin' else url}
            if interface not in known:
                new = {'service_id': service, 'interface': interface, 'region_id': region, **wanted}
                known[interface] = self.call('POST', '/endpoints', {'endpoint': new})['endpoint']
            elif known[interface]['url'] != wanted['url']:
                self.call('PATCH', f'/endpoints/{known[interface]["id"]}', {'endpoint': wanted})
        return known['public']['id']

    def limit(self, service, region, project, resource, default, own):
        """A quota for every project, and another for one of them; what is there already is kept."""
        there = f'service_id={service}&region_id={region}&resource_name={resource}'
        new = {'service_id': service, 'region_id': region, 'resource_name': resource}
        if not self.call('GET', f'/registered_limits?{there}')['registered_limits']:
            self.call('POST', '/registered_limits', {'registered_limits': [{**new, 'default_limit': default}]})
        known = self.call('GET', f'/limits?{there}')['limits']
        if all(one['project_id'] != project for one in known):
            own_limit = {**new, 'project_id': project, 'resource_limit': own}
            self.call('POST', '/limits', {'limits': [own_limit]})


def write_cloud(options, projects, users):
    tls = None
    if options.tls:
        tls = dict(zip(('identityUrl', 'imageUrl', 'caFile'), options.tls), interface='admin')
    cloud = {
        'identityUrl': options.identity_url,
        'imageUrl': options.image_url,
        'regionName': 'RegionOne',
        'second': {'regionName': 'RegionTwo', 'imageUrl': options.second_image_url},
        'tls': tls,
        'users': {
            name: {
                'id': users[name],
                'name': name,
                'password': PASSWORD,
                'domain': {'id': 'default', 'name': 'Default'},
                'project': {'id': projects[name], 'name': name},
            }
            for name in ('admin', 'demo', 'other')
        },
    }
    with open(f'{options.state}/cloud.json', 'w', encoding='utf-8') as file:
        json.dump(cloud, file, indent=2)


main()
