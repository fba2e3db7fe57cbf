"""Makes users, projects and the catalog of the cloud that up.sh started, and writes cloud.json.

Can be run again: what is there already is kept. The password of every user is in $PASSWORD.
"""

import argparse
import json
import os
import urllib.error
import urllib.request

PASSWORD = os.environ['PASSWORD']
PROJECTS = ('admin', 'service', 'demo', 'other')
# user, project, role; the first project of a user is the one cloud.json names
GRANTS = (
    ('admin', 'admin', 'admin'),
    ('admin', 'demo', 'admin'),
    ('glance', 'service', 'admin'),
    ('demo', 'demo', 'member'),
    ('other', 'other', 'member'),
)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('identity_url')
    parser.add_argument('image_url')
    parser.add_argument('output')
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

    # The admin interface is the one behind TLS, so that one catalog serves tests with and without it.
    secure = options.tls or (options.identity_url, options.image_url)
    keystone.publish('identity', 'keystone', options.identity_url, secure[0])
    keystone.publish('image', 'glance', options.image_url, secure[1])

    write_cloud(options, projects, users)


class Keystone:
    def __init__(self, url):
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.token = None
        user = {'name': 'admin', 'domain': {'id': 'default'}, 'password': PASSWORD}
        scope = {'project': {'name': 'admin', 'domain': {'id': 'default'}}}
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

    def publish(self, service_type, service_name, url, admin_url):
        service = self.ensure('service', service_name, type=service_type)
        known = {e['interface']: e for e in self.call('GET', f'/endpoints?service_id={service}')['endpoints']}
        for interface in ('public', 'internal', 'admin'):
            wanted = {'url': admin_url if interface == 'admin' else url}
            if interface not in known:
                new = {'service_id': service, 'interface': interface, 'region_id': 'RegionOne', **wanted}
                self.call('POST', '/endpoints', {'endpoint': new})
            elif known[interface]['url'] != wanted['url']:
                self.call('PATCH', f'/endpoints/{known[interface]["id"]}', {'endpoint': wanted})


def write_cloud(options, projects, users):
    tls = None
    if options.tls:
        tls = dict(zip(('identityUrl', 'imageUrl', 'caFile'), options.tls), interface='admin')
    cloud = {
        'identityUrl': options.identity_url,
        'imageUrl': options.image_url,
        'regionName': 'RegionOne',
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
    with open(options.output, 'w', encoding='utf-8') as file:
        json.dump(cloud, file, indent=2)


main()
