# The loader of bootdisk.ts, in its sector 0. as --32 bootdisk.S -o b.o; ld -m elf_i386 -Ttext 0x7c00 --oformat binary b.o
# It reads address table and setup code (first packet) and the command line (second) by INT 13h, then has the bus master of
# the PIIX3 IDE function (00:01.1) scatter kernel and initramfs over memory with one READ DMA EXT, and enters the setup code.
.code16
.globl start
start:
  cli
  xorw %ax,%ax
  movw %ax,%ds
  movw %ax,%es
  movw %ax,%ss
  movw $0x7c00,%sp
  ljmp $0,$begin
begin:
  sti
  movw $dap1,%si
  movb $0x42,%ah
  int $0x13
  jc fail
  movw $dap2,%si
  movb $0x42,%ah
  int $0x13
  jc fail
  cli
  movl $0x80000904,%eax
  call pci
  inw %dx,%ax
  orw $5,%ax
  outw %ax,%dx
  movl $0x80000920,%eax
  call pci
  inl %dx,%eax
  andw $0xfff0,%ax
  movw %ax,%bx
  leaw 4(%bx),%dx
  movl $0x8f000,%eax
  outl %eax,%dx
  movw %bx,%dx
  movb $8,%al
  outb %al,%dx
  leaw 2(%bx),%dx
  movb $6,%al
  outb %al,%dx
  # task file: drive, then the high bytes, then the low ones
  movw $0x1f6,%dx
  movb $0xe0,%al
  outb %al,%dx
  movw $task,%si
  movw $2,%cx
next:
  movw $0x1f2,%dx
  movw $4,%di
one:
  lodsb
  outb %al,%dx
  incw %dx
  decw %di
  jnz one
  loop next
  movw $0x1f7,%dx
  movb $0x25,%al
  outb %al,%dx
  movw %bx,%dx
  movb $9,%al
  outb %al,%dx
  leaw 2(%bx),%dx
wait:
  pause
  inb %dx,%al
  testb $2,%al
  jnz fail
  testb $1,%al
  jnz wait
  movw %bx,%dx
  xorb %al,%al
  outb %al,%dx
  movw $0x1f7,%dx
  inb %dx,%al
  movw $0x9000,%ax
  movw %ax,%ds
  movw %ax,%es
  movw %ax,%fs
  movw %ax,%gs
  movw %ax,%ss
  movw $0xde00,%sp
  ljmp $0x9020,$0
pci:
  movw $0xcf8,%dx
  outl %eax,%dx
  movw $0xcfc,%dx
  ret
fail:
  hlt
  jmp fail
.org 0x1a0
dap1:  .byte 16,0
  .word 0          # 0x1a2 sectors: table and setup
  .word 0,0x8f00
  .quad 1
dap2:  .byte 16,0
  .word 4
  .word 0,0x9e00
  .quad 0          # 0x1b8 sector of the command line
task:              # 0x1c0: count high, lba 24-31, 32-39, 40-47, count low, lba 0-7, 8-15, 16-23
  .fill 8,1,0
.org 0x1fe
.word 0xaa55
