/** How whoever runs a server shows it that they do. */
export { isOperatorToken, operatorKey, operatorToken } from "./token";
