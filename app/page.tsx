export default function HomePage() {
  return <main>Aegis</main>;
}
