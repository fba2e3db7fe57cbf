"""Puts images straight into Glance's database: ten thousand of them in seconds.

many-images.py DATABASE add PROJECT COUNT     the project gets so many more images
many-images.py DATABASE remove PROJECT        all images of the project go, without a trace

They have all that a list shows, and no data: they are for lists.
"""

import datetime
import hashlib
import json
import sqlite3
import sys
import uuid

SYSTEMS = ('debian', 'ubuntu', 'fedora', 'rocky', 'windows')
FORMATS = ('qcow2', 'raw', 'vmdk', 'iso')
LATEST = datetime.datetime(2026, 1, 1)
PARTS = ('image_properties', 'image_tags', 'image_locations', 'image_members')


def main():
    database, verb, project, *count = sys.argv[1:]
    # Glance writes, too: each waits for the other.
    connection = sqlite3.connect(database, timeout=60)
    with connection:
        if verb == 'add':
            for number in range(int(count[0])):
                add(connection, project, number)
        elif verb == 'remove':
            for part in PARTS:
                connection.execute(
                    f'DELETE FROM {part} WHERE image_id IN (SELECT id FROM images WHERE owner = ?)', (project,)
                )
            connection.execute('DELETE FROM images WHERE owner = ?', (project,))
        else:
            raise SystemExit(__doc__)
    connection.close()


def add(connection, project, number):
    image_id = str(uuid.uuid4())
    system = SYSTEMS[number % len(SYSTEMS)]
    made = str(LATEST - datetime.timedelta(minutes=number))
    size = 2**28 + number * 4096
    insert(
        connection,
        'images',
        id=image_id,
        name=f'{system}-{number:05d}',
        size=size,
        virtual_size=size * 4,
        status='active',
        created_at=made,
        updated_at=made,
        deleted=0,
        disk_format=FORMATS[number % len(FORMATS)],
        container_format='bare',
        checksum=hashlib.md5(image_id.encode()).hexdigest(),
        owner=project,
        min_disk=number % 40,
        min_ram=512,
        visibility='private',
        os_hash_algo='sha512',
        os_hash_value=hashlib.sha512(image_id.encode()).hexdigest(),
    )
    part = {'image_id': image_id, 'created_at': made, 'deleted': 0}
    for name, value in (('os_distro', system), ('hw_disk_bus', 'scsi'), ('architecture', 'x86_64')):
        insert(connection, 'image_properties', name=name, value=value, **part)
    for tag in ('golden', f'batch-{number // 500}'):
        insert(connection, 'image_tags', value=tag, **part)
    place = {'value': f'file:///nowhere/{image_id}', 'meta_data': json.dumps({'store': 'fast'}), 'status': 'active'}
    insert(connection, 'image_locations', **place, **part)


def insert(connection, table, **row):
    marks = ', '.join('?' * len(row))
    connection.execute(f'INSERT INTO {table} ({", ".join(row)}) VALUES ({marks})', tuple(row.values()))


main()
