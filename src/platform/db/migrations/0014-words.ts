/** Nothing yet. */
export async function up(): Promise<void> {}
