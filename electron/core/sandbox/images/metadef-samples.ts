import type * as z from 'zod'

import type { namespaceInput } from './metadef-input.ts'

const onImages = [{ name: 'OS::Glance::Image' }]

/** A small catalogue, so that a form for properties has something to show. */
export const sampleNamespaces: readonly z.input<typeof namespaceInput>[] = [
  {
    namespace: 'OS::Compute::LibvirtImage',
    display_name: 'libvirt driver options for images',
    description: 'How a virtual machine that boots from the image is set up.',
    visibility: 'public',
    protected: true,
    resource_type_associations: onImages,
    properties: {
      hw_disk_bus: {
        title: 'Disk bus',
        description: 'Controller that disks are attached to.',
        type: 'string',
        enum: ['scsi', 'virtio', 'uml', 'xen', 'ide', 'usb', 'fdc', 'sata'],
      },
      hw_vif_model: {
        title: 'Virtual network interface',
        description: 'Model of the network card.',
        type: 'string',
        enum: ['e1000', 'e1000e', 'ne2k_pci', 'pcnet', 'rtl8139', 'virtio', 'vmxnet3'],
      },
      hw_qemu_guest_agent: {
        title: 'QEMU guest agent',
        description: 'Whether the image has the guest agent.',
        type: 'string',
        enum: ['yes', 'no'],
      },
      os_require_quiesce: {
        title: 'Quiesce before a snapshot',
        description: 'Stop writing while a snapshot is taken; it takes the guest agent.',
        type: 'boolean',
        default: false,
      },
    },
  },
  {
    namespace: 'OS::Compute::CPUPinning',
    display_name: 'CPU pinning',
    description: 'How virtual processors are laid on real ones.',
    visibility: 'public',
    protected: true,
    resource_type_associations: [
      { name: 'OS::Glance::Image', prefix: 'hw_' },
      { name: 'OS::Nova::Flavor', prefix: 'hw:' },
    ],
    properties: {
      cpu_policy: {
        title: 'CPU policy',
        description: 'Whether each virtual processor has a real one to itself.',
        type: 'string',
        enum: ['shared', 'dedicated'],
      },
    },
  },
  {
    namespace: 'OS::Software::OperatingSystem',
    display_name: 'Operating system',
    description: 'What the image boots.',
    visibility: 'public',
    protected: true,
    resource_type_associations: onImages,
    objects: [
      {
        name: 'Operating system',
        description: 'Name and version.',
        properties: {
          os_distro: { title: 'Distribution', description: 'Short name in lower case.', type: 'string' },
          os_version: { title: 'Version', description: 'As the distribution writes it.', type: 'string' },
          os_admin_user: { title: 'Administrator', description: 'Name to sign in with.', type: 'string' },
        },
      },
    ],
  },
]
