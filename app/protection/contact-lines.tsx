/** A contact with links that call and write. */
export function ContactLines({ contact }: { contact: { name: string; email: string; phone: string } }) {
  return (
    <address>
      {contact.name && <span className="block">{contact.name}</span>}
      {contact.email && (
        <a className="block" href={`mailto:${contact.email}`}>
          {contact.email}
        </a>
      )}
      {contact.phone && (
        <a className="block" href={`tel:${contact.phone.replace(/[^\d+]/g, "")}`}>
          {contact.phone}
        </a>
      )}
    </address>
  );
}
